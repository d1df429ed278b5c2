reload:
  local.service.reload:
    - tgt: 'web*'
    - arg: [nginx]
