ban:
  local.firewalld.add_rich_rule:
    - tgt: {{ data['id'] }}
    - args:
      - zone: public
      - rule: rule family=ipv4 source address={{ data['hostname'] }} drop
