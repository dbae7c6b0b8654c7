// What `npm run coverage` measures and shows: the sources of the API client and of the demo server.
export default {
  name: 'src/api and src/demo',
  outputDir: 'coverage',
  entryFilter: (entry) => /[\\/]dist[\\/]test[\\/]/.test(entry.url),
  sourceFilter: (source) => /^src\/(api|demo)\//.test(source),
  reports: ['console-details', 'v8'],
};
