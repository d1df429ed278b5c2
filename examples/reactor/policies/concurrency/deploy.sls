deploy:
  runner.state.orchestrate:
    - args:
      - mods: orch.deploy
      - pillar: {app: {{ data['app'] }}}
