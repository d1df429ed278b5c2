a:
  nosuch.state: []
