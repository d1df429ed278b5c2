{# The steps themselves stand in /srv/salt/orch/release.sls, which reads pillar['event']. #}
start_release:
  runner.state.orchestrate:
    - args:
      - mods: orch.release
      - pillar:
          event_tag: {{ tag }}
          event: {{ data|json }}
