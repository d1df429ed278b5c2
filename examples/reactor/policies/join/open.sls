open_site:
  runner.test.arg:
    - args:
      - site: {{ data['site'] }}
      - app: {{ joined['app/up']['host'] }}
      - db: {{ joined['db/up']['host'] }}
