update_mine:
  local.mine.update:
    - tgt: {{ data['id'] }}
    - order: 1

{# The balancers read the mine in their states; those that come up while others write see it at the next start. #}
balancers_read_it:
  local.state.sls:
    - tgt: 'lb* and not {{ data['id'] }}'
    - tgt_type: compound
    - order: 2
    - arg:
      - haproxy
