// What `qc` makes of a queue, in Jsonnet. The queues themselves stand above this text.

local labels(workload) = {
  'app.kubernetes.io/component': 'worker',
  'app.kubernetes.io/instance': 'bench',
  'app.kubernetes.io/managed-by': 'qc',
  'app.kubernetes.io/name': workload,
  'app.kubernetes.io/part-of': 'openedx',
};

local metadata(workload) = { labels: labels(workload), name: workload, namespace: 'openedx' };

local workload(queue) =
  if queue.variant == 'default' then queue.service + '-worker'
  else queue.service + '-worker-' + std.strReplace(queue.variant, '_', '-');

// The default worker of the LMS also consumes what only Open edX's own routing names.
local consumes(queue) =
  ['edx.' + queue.service + '.core.' + queue.variant]
  + (if queue.service == 'lms' && queue.variant == 'default' then ['edx.lms.core.ora_workflow_update'] else []);

local args(queue) =
  local names = consumes(queue);
  local pool = std.get(queue, 'pool', 'prefork');
  [
    'celery',
    '--app=' + queue.service + '.celery',
    'worker',
    '--loglevel=info',
    '--hostname=' + names[0] + '@%h',
    '--queues=' + std.join(',', names),
  ]
  + (if pool != 'prefork' then ['--pool=' + pool] else [])
  + (if 'concurrency' in queue then ['--concurrency=' + queue.concurrency] else [])
  + (if pool == 'prefork' then ['--max-tasks-per-child=' + std.get(queue, 'max_tasks_per_child', 100)] else [])
  + (if pool != 'gevent' then ['--prefetch-multiplier=1'] else [])
  + ['--without-gossip', '--without-mingle'];

local mounts = [
  { mountPath: '/openedx/edx-platform/lms/envs/tutor/', name: 'settings-lms' },
  { mountPath: '/openedx/edx-platform/cms/envs/tutor/', name: 'settings-cms' },
  { mountPath: '/openedx/config', name: 'config' },
];

local volumes = [
  { configMap: { name: 'openedx-settings-lms' }, name: 'settings-lms' },
  { configMap: { name: 'openedx-settings-cms' }, name: 'settings-cms' },
  { configMap: { name: 'openedx-config' }, name: 'config' },
];

local deployment(queue, name) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadata(name),
  spec: {
    selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    template: {
      metadata: { labels: labels(name) },
      spec: {
        containers: [{
          args: args(queue),
          env: [
            { name: 'DJANGO_SETTINGS_MODULE', value: queue.service + '.envs.tutor.production' },
            { name: 'SERVICE_VARIANT', value: queue.service },
          ],
          image: 'docker.io/overhangio/openedx:22.0.3',
          name: name,
          securityContext: { allowPrivilegeEscalation: false },
          volumeMounts: mounts,
        }],
        enableServiceLinks: false,
        securityContext: { runAsGroup: 1000, runAsUser: 1000 },
        // The default workers run tasks of up to twenty minutes.
        terminationGracePeriodSeconds: if queue.variant == 'default' then 1210 else 600,
        volumes: volumes,
      },
    },
  },
};

local trigger(queue, name) = {
  type: 'redis',
  metricType: 'AverageValue',
  metadata: {
    address: 'redis.openedx:6379',
    databaseIndex: '0',
    listName: name,
    listLength: '' + queue.list_length,
    activationListLength: '0',
  },
};

local scaledObject(queue, name) = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: metadata(name),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: name },
    pollingInterval: 30,
    cooldownPeriod: 300,
    minReplicaCount: queue.min,
    maxReplicaCount: queue.max,
    triggers: [trigger(queue, listName) for listName in consumes(queue)],
  },
};

local objects(queue) =
  local name = workload(queue);
  [deployment(queue, name), scaledObject(queue, name)];

std.flatMap(objects, queues)
