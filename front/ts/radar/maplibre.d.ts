// The build puts MapLibre's worker into the same file as the page's script: see front/build.mjs.
declare module "maplibre-gl/worker";
