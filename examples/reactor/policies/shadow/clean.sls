clean:
  local.pkg.autoremove:
    - tgt: {{ data['id'] }}
