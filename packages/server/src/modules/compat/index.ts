export { addCompatRoutes } from './compat.routes.ts';
