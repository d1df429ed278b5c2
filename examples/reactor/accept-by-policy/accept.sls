{# Who may in: <kind>NN.<site>.example.com of the kinds and sites below, unless it is on the list of those never to accept. #}
{% set kinds = ['web', 'db', 'cache'] %}
{% set sites = ['berlin', 'oslo'] %}
{% set never = ['web99.berlin.example.com'] %}
{% if data.get('act') == 'pend' and data.get('result') %}
{%   set parts = data['id'].split('.') %}
{%   if parts|length == 4 and parts[1] in sites and parts[2] == 'example' and parts[3] == 'com'
        and parts[0][:-2] in kinds and parts[0][-2:].isdigit() and data['id'] not in never %}
accept_by_policy:
  wheel.key.accept:
    - args:
      - match: {{ data['id']|json }}
{%   endif %}
{% endif %}
