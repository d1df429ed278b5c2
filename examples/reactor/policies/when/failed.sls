tell_of_failure:
  runner.http.query:
    - args:
      - url: https://chat.example.com/hook
      - method: POST
      - data: {{ {'text': data['id'] ~ ' failed ' ~ data['fun']} | json | json }}
