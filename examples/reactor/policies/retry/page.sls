page:
  runner.http.query:
    - args:
      - url: https://pager.example.com/alarm
      - method: POST
      - data: {{ {'host': data['id'], 'why': reaction['message'], 'tries': reaction['tries']} | json | json }}
