/** The tray's picture, a handset on a disc: 32 × 32 PNG. Inside the code, because the tray must not depend on a path. */
const picture = [
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAA/UlEQVR42tWXwQ3DIAxFMwFDdKNIXYBZWMED9JJd2MUrREo5QIUo',
  'ODjBQJD+JQL9l8R8zPJ6f5aR4i5YncDJOqHT7oX+Gfg5TQGUk/EmR6XQr1F3ATTTOAeirwLADeNUwAXYGpoHbbUAIGBe/BK5f34I',
  'S5cAVFpw6WgEgPHuiAEMZd4YwuQAsCMApgBrOkkY4AiJWaz8DgAQA9gBADYGyMatoPmvDgLAfgYgkAf7VAA4AADJIuxQA5bchlcA',
  'mLBABhEX4sKWXcko5uQBNWqj+O8wqjU4G5zDSFH9X0OA4nFc1ZA0eHst1pJVmMMjmtIp2vIpLiZTXM2muJyK6guuzwIC1bv/yQAA',
  'AABJRU5ErkJggg==',
].join('');

export const trayPicture = `data:image/png;base64,${picture}`;
