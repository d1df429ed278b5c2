1_drain:
  local.haproxy.disable_server:
    - tgt: lb1
    - arg: [{{ data['id'] }}]
    - order: 1
2_upgrade:
  local.pkg.upgrade:
    - tgt: {{ data['id'] }}
    - order: 2
3_bring_back:
  local.haproxy.enable_server:
    - tgt: lb1
    - arg: [{{ data['id'] }}]
    - order: 3
