export { acceptUpgrades, type UpgradeTaker } from './accept-upgrades.js';
export { createWebSocketDoor, type WebSocketDoor, type WebSocketDoorNeeds } from './door.js';
