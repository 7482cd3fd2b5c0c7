import { spawn } from 'node:child_process'

/** Runs a command, streams what it says, and gives its exit code and its output. */
export const stream = (command, args, env = {}) =>
  new Promise(resolve => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
    })
    let output = ''
    child.stdout.on('data', data => {
      output += data
      process.stdout.write(data)
    })
    child.stderr.on('data', data => {
      output += data
      process.stderr.write(data)
    })
    child.on('error', error => resolve({ code: 1, output: `${output}\n${error.message}` }))
    child.on('close', code => resolve({ code: code ?? 1, output }))
  })
