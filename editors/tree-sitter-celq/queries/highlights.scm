; The words of celq. Made by `make generate` from the compiler's tables.

((keyword) @keyword
  (#any-of? @keyword
    "include" "amend" "site" "broker" "service" "defaults" "queue" "route" "task" "beat" "flower"
    "exporter" "alerts" "budget"))

(statement
  keyword: (keyword)
  .
  (value . (word) @keyword .)
  (#any-of? @keyword
    "include" "amend" "site" "broker" "service" "defaults" "queue" "route" "task" "beat" "flower"
    "exporter" "alerts" "budget"))

(statement
  (value . (word) @keyword.directive .)
  (#any-of? @keyword.directive
    "keda" "hpa" "scale_up" "scale_down" "window" "vpa" "resources" "env" "env_from" "volume" "place"
    "disruption" "rollout" "alert" "claim" "metrics" "service_monitor" "dashboard" "persistence"
    "no_consumer" "scaler_error" "at_max" "failure_ratio"))

(key) @property

(pair
  value: (value (word) @constant.builtin)
  (#any-of? @constant.builtin
    "cpu" "critical" "database" "debug" "default" "error" "eventlet" "fair" "file" "gevent" "host"
    "in_flight" "info" "io" "max" "min" "off" "on" "prefork" "solo" "threads" "waiting" "warning"
    "zone"))

((word) @number
  (#match? @number "^[+-]?[0-9]"))

((word) @string.special
  (#match? @string.special "^(secret|configmap):"))

(string) @string

(escape) @string.escape

(comment) @comment

["=" ".." (arrow)] @operator

"," @punctuation.delimiter
