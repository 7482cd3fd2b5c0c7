import { expect, test } from 'vitest'
import { withoutServerFields } from './without-server-fields.ts'

const rows: readonly { readonly why: string; readonly text: string; readonly left: string }[] = [
  {
    why: 'status and the server’s metadata go, by whole lines',
    text: 'kind: Service\nmetadata:\n  creationTimestamp: "x"\n  name: a\n  managedFields:\n  - manager: kubectl\n    operation: Update\n  uid: 1\nspec: {}\nstatus:\n  loadBalancer: {}\n',
    left: 'kind: Service\nmetadata:\n  name: a\nspec: {}\n',
  },
  {
    why: 'items of a list are objects of their own',
    text: 'items:\n- kind: Pod\n  metadata:\n    name: a\n    resourceVersion: "1"\n  status:\n    phase: Running\nkind: List\n',
    left: 'items:\n- kind: Pod\n  metadata:\n    name: a\nkind: List\n',
  },
  {
    why: 'a pod template’s metadata and a field called status inside spec stay',
    text: 'spec:\n  template:\n    metadata:\n      creationTimestamp: null\n  status: kept\n',
    left: 'spec:\n  template:\n    metadata:\n      creationTimestamp: null\n  status: kept\n',
  },
  {
    why: 'text of a block scalar is not looked into',
    text: 'data:\n  a: |\n    x\n\nstatus:\n  gone: 1\n---\ndata:\n  b: |\n    status:\n      stays: 1\n',
    left: 'data:\n  a: |\n    x\n\n---\ndata:\n  b: |\n    status:\n      stays: 1\n',
  },
  {
    why: 'line ends stay as they are',
    text: 'kind: A\r\nstatus:\r\n  x: 1\r\nspec: 1\r\n',
    left: 'kind: A\r\nspec: 1\r\n',
  },
  {
    why: 'JSON stays JSON: of a list, an object at the end of its map, and one between others',
    text: '{\n  "items": [\n    {\n      "kind": "Pod",\n      "metadata": {\n        "name": "a",\n        "uid": "1"\n      },\n      "status": {\n        "phase": "Running"\n      }\n    },\n    {\n      "kind": "Pod",\n      "metadata": {\n        "managedFields": [\n          {}\n        ],\n        "name": "b"\n      }\n    }\n  ],\n  "kind": "List",\n  "metadata": {\n    "resourceVersion": ""\n  }\n}\n',
    left: '{\n  "items": [\n    {\n      "kind": "Pod",\n      "metadata": {\n        "name": "a"\n      }\n    },\n    {\n      "kind": "Pod",\n      "metadata": {\n        "name": "b"\n      }\n    }\n  ],\n  "kind": "List",\n  "metadata": {}\n}\n',
  },
  {
    why: 'items of a list that stays whole, as far as they stand alone',
    text: 'kind: List\nitems:\n- kind: ConfigMap\n  data:\n    run: wait &pid; ls *.js\n  status: {}\n- kind: Pod\n  metadata:\n    uid: "1"\n    name: a\n',
    left: 'kind: List\nitems:\n- kind: ConfigMap\n  data:\n    run: wait &pid; ls *.js\n  status: {}\n- kind: Pod\n  metadata:\n    name: a\n',
  },
  {
    why: 'a flow map on one line',
    text: '{kind: A, metadata: {name: a, uid: 1}, status: {x: 1}}\n',
    left: '{kind: A, metadata: {name: a}}\n',
  },
  { why: 'what does not parse stays', text: 'status: {a\n---\nstatus: 1\na: 1\n', left: 'status: {a\n---\na: 1\n' },
  {
    why: 'what kubectl remembers of the last apply goes',
    text: 'metadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"a":1}\n    mine: "1"\n',
    left: 'metadata:\n  annotations:\n    mine: "1"\n',
  },
]

test.each(rows)('$why', ({ text, left }) => {
  expect(withoutServerFields(text)).toBe(left)
})
