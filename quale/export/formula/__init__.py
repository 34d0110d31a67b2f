"""The elementary functions of `quale.numeric`, each written once, as text of other languages."""
