warn:
  runner.test.arg:
    - args:
      - full: {{ data['id'] }}
