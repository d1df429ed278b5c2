# Keep a trace of failed highstates. Only of those, and with a runner: a job here would answer its own return.
{% if data.get('fun') in ['state.apply', 'state.highstate'] and data.get('retcode', 0) != 0 %}
note:
  runner.event.send:
    - args:
      - tag: myco/highstate/failed
      - data:
          id: {{ data['id'] }}
          jid: {{ data['jid'] }}
{% endif %}
