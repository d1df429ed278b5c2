# Named groups of the rule's expression are there as match.
add_to_pool:
  local.haproxy.enable_server:
    - tgt: 'lb*'
    - arg:
      - {{ data['id'] }}
      - {{ match.get('role', 'web') }}
