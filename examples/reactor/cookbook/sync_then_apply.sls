# Own modules first, then the states that need them: order, because ids alone run by alphabet.
sync:
  local.saltutil.sync_all:
    - tgt: {{ data['id'] }}
    - order: 1
apply:
  local.state.apply:
    - tgt: {{ data['id'] }}
    - order: 2
