update_files:
  runner.fileserver.update: []
tell_how_many:
  runner.test.arg:
    - args:
      - pushes: {{ throttle['count'] }}
