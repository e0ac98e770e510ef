document.body.textContent = 'SUPIR Panel';
