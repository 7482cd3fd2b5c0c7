import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'app/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/floors.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      { test: { name: 'floors', include: ['test/floors.test.ts'], environment: 'node' } },
    ],
  },
})
