{# Each pair does the same. The new grammar has one 'args' for every type; the old one differs from type to type. #}
local_old:
  local.state.sls:
    - tgt: web1
    - arg:
      - nginx
    - kwarg:
        test: True
        pillar: {port: 8080}
local_new:
  local.state.sls:
    - tgt: web1
    - args:
      - mods: nginx
      - test: True
      - pillar: {port: 8080}

runner_old:
  runner.state.orchestrate:
    - mods: orch.web
    - pillar: {port: 8080}
runner_new:
  runner.state.orchestrate:
    - args:
      - mods: orch.web
      - pillar: {port: 8080}

wheel_old:
  wheel.key.accept:
    - match: {{ data['name'] }}
    - include_rejected: True
wheel_new:
  wheel.key.accept:
    - args:
      - match: {{ data['name'] }}
      - include_rejected: True

short:
  local:
    - test.ping
    - tgt: 'web1,web2'
    - tgt_type: list
