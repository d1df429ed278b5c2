# Accept what is named as our hosts are; everything else waits for an operator.
{% if data.get('act') == 'pend' and data['id'] is match('^(web|db)[0-9]+[.]example[.]com$') %}
accept_{{ data['id'] }}:
  wheel.key.accept:
    - args:
      - match: {{ data['id'] }}
{% endif %}
