{# What the sender gave is in data['data']; data['id'] is the minion, which the master has made sure of. #}
{% set sent = data['data'] %}
{% if sent.get('files')|length > 0 %}
verify_backup:
  local.state.apply:
    - tgt: backup-store
    - args:
      - mods: backup.verify
      - pillar:
          host: {{ data['id'] }}
          volume: {{ sent['volume']|json }}
          bytes: {{ sent['bytes'] }}
          files: {{ sent['files']|json }}
          tags: {{ sent.get('meta', {}).get('tags', [])|json }}
{% endif %}
