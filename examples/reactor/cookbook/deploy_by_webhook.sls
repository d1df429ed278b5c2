# A build server posts {"branch": "main", "revision": "..."}.
{% set post = data.get('post', {}) %}
{% if post.get('branch') == 'main' %}
deploy:
  runner.state.orchestrate:
    - args:
      - mods: orch.deploy
      - pillar:
          revision: {{ post.get('revision') | json }}
{% endif %}
