{% if x %}
a:
  test.nop: []
