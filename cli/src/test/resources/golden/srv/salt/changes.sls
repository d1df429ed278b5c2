/opt/app/app.conf:
  file.managed:
    - source: salt://app.conf
    - mode: '0644'

greet:
  cmd.run:
    - name: echo one; echo two
    - require:
      - file: /opt/app/app.conf
