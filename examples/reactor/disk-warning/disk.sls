{% set used = data['diskusage']|float %}
{% set text = 'disk ' ~ data['mount'] ~ ' of ' ~ data['id'] ~ ' is ' ~ used|int ~ ' % full' %}
tell:
  runner.http.query:
    - url: https://chat.example.com/hooks/ops
    - method: POST
    - header_dict:
        Content-Type: application/json
    - data: {{ {'text': text}|json|json }}
{% if used >= 95 %}
make_room:
  local.state.sls:
    - tgt: {{ data['id'] }}
    - arg:
      - cleanup
    - kwarg:
        pillar:
          mount: {{ data['mount']|json }}
{% endif %}
