import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The dev server injects inline scripts, which the page's content security policy forbids; the build keeps the policy. */
const withoutPolicyInDev: Plugin = {
  name: 'without-policy-in-dev',
  apply: 'serve',
  transformIndexHtml: (html, context) =>
    context.server === undefined ? html : html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
}

export default defineConfig({
  plugins: [react(), withoutPolicyInDev],
  // monaco-yaml still asks for the paths that monaco had before its exports map.
  resolve: { alias: [{ find: /^monaco-editor\/esm\/vs\//, replacement: 'monaco-editor/' }] },
  worker: { format: 'es' },
  // Found late otherwise (workers, the lazy editor), and each find reloads the page while developing.
  optimizeDeps: {
    include: ['yaml', 're2js', 'ipaddr.js', 'elkjs/lib/elk-api.js', 'monaco-yaml/yaml.worker.js'],
    exclude: ['monaco-editor'],
  },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
  },
  server: { port: 5173 },
  preview: { port: 4173 },
})
