/**
 * Runs in the page before its own scripts and times it from outside: when a key was pressed, when the canvas's DOM showed it, when the
 * frame with it was presented, and how long nothing else could run. It looks at the DOM alone.
 */
window.bench = (() => {
  let blocked = 0
  let waiting = null
  const keys = []
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) blocked = Math.max(blocked, entry.duration)
  }).observe({ type: 'longtask' })

  // Long tasks are told of from 50 ms on; a timer that comes late tells of shorter ones.
  let last = performance.now()
  setInterval(() => {
    const now = performance.now()
    blocked = Math.max(blocked, now - last - 4)
    last = now
  }, 4)

  addEventListener(
    'keydown',
    event => {
      if (waiting === null) return
      waiting.pressed = event.timeStamp
      blocked = 0
    },
    { capture: true },
  )

  const titleOf = id => document.querySelector(`[data-node="${id}"] span[title]`)?.textContent ?? null

  /** The next key is expected to make the node's title read so. */
  function expectTitle(id, title) {
    const entry = { pressed: null, changed: null, presented: null, blocked: 0 }
    waiting = entry
    const observer = new MutationObserver(() => {
      if (titleOf(id) !== title) return
      observer.disconnect()
      entry.changed = performance.now()
      requestAnimationFrame(() => {
        // A message comes after the frame's work: style, layout and paint are done by then.
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          entry.presented = performance.now()
        }
        channel.port2.postMessage(null)
      })
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  }

  /** Whether the canvas shows what was expected, within a time. */
  async function shown(withinMs) {
    const end = performance.now() + withinMs
    while (waiting.presented === null && performance.now() < end) await new Promise(done => setTimeout(done, 50))
    return waiting.presented !== null
  }

  function noteKey() {
    keys.push({
      changedMs: waiting.changed - waiting.pressed,
      presentedMs: waiting.presented - waiting.pressed,
      blockedMs: blocked,
    })
    waiting = null
  }

  let frames = null
  function startFrames() {
    const intervals = []
    let before = null
    frames = intervals
    const next = now => {
      if (frames !== intervals) return
      if (before !== null) intervals.push(now - before)
      before = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  }

  function stopFrames() {
    const intervals = frames
    frames = null
    return intervals
  }

  function drop(name, text) {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], name))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }

  /** Presses the buttons whose names hold these words; says how many there are. */
  function press(name) {
    const buttons = [...document.querySelectorAll('button[aria-label]')].filter(button =>
      button.getAttribute('aria-label').includes(name),
    )
    for (const button of buttons) button.click()
    return buttons.length
  }

  return { expectTitle, shown, noteKey, keys, titleOf, startFrames, stopFrames, drop, press }
})()
