{# Only a highstate without an error counts; after any other the host is bootstrapped again at its next start. #}
{% if data.get('fun') == 'state.highstate' and data.get('retcode') == 0 %}
mark_bootstrapped:
  local.grains.setval:
    - tgt: {{ data['id'] }}
    - args:
      - key: bootstrapped
      - val: True
{% endif %}
