import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** The dev server injects inline scripts, which the page's content security policy forbids; the build keeps the policy. */
const withoutPolicyInDev: Plugin = {
  name: 'without-policy-in-dev',
  apply: 'serve',
  transformIndexHtml: (html, context) =>
    context.server === undefined ? html : html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
}

/** Installable, and whole in the browser after one visit; a newer version takes over when the last tab of the older is closed. */
const offline = VitePWA({
  injectRegister: 'script-defer',
  registerType: 'prompt',
  includeAssets: ['icons/*', 'examples/**/*'],
  manifest: {
    name: 'Portolan',
    short_name: 'Portolan',
    description:
      'Draw Kubernetes routes and policies, keep your YAML to the byte, and ask where a request goes and why.',
    theme_color: '#1f4fd8',
    background_color: '#ffffff',
    display: 'standalone',
    categories: ['developer', 'education', 'productivity'],
    icons: [
      { src: 'icons/portolan-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/portolan-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/portolan-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: 'icons/portolan.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,ttf,svg,png,yaml,json}'],
    // Monaco with its languages is one file of 3.5 MB.
    maximumFileSizeToCacheInBytes: 8_000_000,
    navigateFallback: 'index.html',
  },
})

export default defineConfig({
  plugins: [react(), withoutPolicyInDev, ...offline],
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
