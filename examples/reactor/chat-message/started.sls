{# Sent by the master itself. |json|json: the outer one makes a YAML text of the JSON that the service is to read. #}
tell_from_master:
  runner.http.query:
    - url: https://chat.example.com/hooks/ops
    - method: POST
    - header_dict:
        Content-Type: application/json
    - data: {{ {'text': 'up again: ' ~ data['id']}|json|json }}

{# The same by a minion that may reach the network when the master may not. #}
tell_by_gateway:
  local.http.query:
    - tgt: gateway
    - args:
      - url: https://chat.example.com/hooks/ops
      - method: POST
      - data: {{ {'text': 'up again: ' ~ data['id']}|json|json }}
