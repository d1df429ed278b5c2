{# Without 'order' reactions run by type (caller, local, runner, wheel), then by id: not as they are written. A job is only
   sent, not waited for; where one step needs the other's success use an orchestration. #}
stop_services:
  local.state.sls:
    - tgt: {{ data['host'] }}
    - order: 1
    - arg:
      - retire
tell_inventory:
  runner.http.query:
    - order: 3
    - url: https://inventory.example.com/retired
    - method: POST
    - data: {{ {'host': data['host']}|json|json }}
drain:
  local.event.send:
    - tgt: balancer1
    - order: 2
    - args:
      - tag: myco/drain
      - data: {{ {'host': data['host']}|json }}
