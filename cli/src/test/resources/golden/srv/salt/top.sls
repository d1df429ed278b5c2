base:
  'web*':
    - ok
