deploy:
  runner.state.orchestrate:
    - args:
      - mods: orch.deploy
