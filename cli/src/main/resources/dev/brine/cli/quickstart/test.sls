{dir}/example:
  file.managed:
    - source: salt://example
    - mode: '0644'
