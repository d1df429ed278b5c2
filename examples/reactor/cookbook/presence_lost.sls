# Minions that went away without a word.
{% for id in data.get('lost', []) %}
lost_{{ id }}:
  runner.event.send:
    - args:
      - tag: myco/minion/lost
      - data:
          id: {{ id }}
{% endfor %}
