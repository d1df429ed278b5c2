{% set app = tag.split('/')[4] %}
{% set post = data.get('post', {}) %}
{% if app in ['shop', 'blog'] and post.get('ref') == 'refs/heads/main' %}
deploy:
  local.state.apply:
    - tgt: 'app:{{ app }}'
    - tgt_type: grain
    - args:
      - mods: deploy
      - queue: True
      - pillar:
          app: {{ app }}
          commit: {{ post.get('after', '')|json }}
{% endif %}
