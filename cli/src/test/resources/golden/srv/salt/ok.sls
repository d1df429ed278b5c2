nothing to do:
  test.nop: []

check:
  test.succeed_without_changes:
    - name: all good
