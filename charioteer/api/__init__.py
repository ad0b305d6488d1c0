"""The API: mounts each app's routes and turns refusals into problem documents."""
