# The cloud took a host away: its key goes, too.
remove_key:
  wheel.key.delete:
    - match: {{ data['name'] }}
