"""The domain `gymnasium`: environments with the interface of Gymnasium. The only folder that imports the library."""
