/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native or self-locating packages that a bundle would break.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'nodemailer',
    'pg',
    'pg-boss',
    'pino',
    'stripe',
  ],
  // What the explorer of /api/docs serves from packages, where the host ships only traced files.
  outputFileTracingIncludes: {
    '/api/docs/**': [
      './node_modules/swagger-ui-dist/*.{js,css}',
      './node_modules/geist/dist/fonts/**',
    ],
    // The pages of the docs: read by the site, by the search and for llms.txt.
    '/**': ['./docs/*/*.md'],
  },
  // The docs as Markdown, under the page's address with its ending.
  rewrites: async () => ({
    beforeFiles: [
      {
        source: '/docs/:section([\\w-]+)/:page([\\w-]+).md',
        destination: '/docs/raw/:section/:page',
      },
    ],
  }),
  // No optimizer: it would fetch whatever address a user gives.
  images: { unoptimized: true },
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
};
