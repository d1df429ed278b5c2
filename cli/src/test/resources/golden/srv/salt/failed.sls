broken:
  cmd.run:
    - name: echo oops >&2; exit 3

after:
  test.nop:
    - require:
      - cmd: broken

still fine:
  test.succeed_with_changes: []
