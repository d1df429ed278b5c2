# Hand the whole event to an orchestration; json keeps it data, whatever is in it.
orchestrate:
  runner.state.orchestrate:
    - args:
      - mods: orch.order
      - pillar:
          event_tag: {{ tag | json }}
          event_data: {{ data | json }}
